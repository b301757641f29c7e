// A shared object that can be loaded and is no node's module.

extern "C" int no_program() {
  return 0;
}
