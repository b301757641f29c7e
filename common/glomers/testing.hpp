#pragma once

// Test support: one node with a fake clock (TestNode), several nodes in virtual
// time (TestCluster), and Maelstrom's services in memory (FakeServices).
// Link glomers_testing.

#include "glomers/testing/fake_services.hpp"
#include "glomers/testing/test_cluster.hpp"
#include "glomers/testing/test_node.hpp"
