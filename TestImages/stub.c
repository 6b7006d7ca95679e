/* A tool that does nothing: a real static ELF executable of about half a kilobyte, so that a test image can hold
   a whole toolchain. NAME makes every stub's bytes its own. */
__attribute__((used)) static const char name[] = "stub of " NAME;

void _start(void) {
    __asm__ volatile("mov $60, %eax\n\txor %edi, %edi\n\tsyscall");
}
