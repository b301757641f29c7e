// A node's module that was built with other headers than eddy.

struct ProgramModule {
  const char* stamp;
  void (*program)();
};

extern "C" {
extern const ProgramModule glomers_module;
const ProgramModule glomers_module = {"glomers 0.1.0 (headers 000000000000)", nullptr};
}
