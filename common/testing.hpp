#pragma once

// Test support: one node with a fake clock (TestNode), several nodes in virtual
// time (TestCluster), and Maelstrom's services in memory (FakeServices).
// Link glomers_testing.

#include "common/testing/fake_services.hpp"
#include "common/testing/test_cluster.hpp"
#include "common/testing/test_node.hpp"
