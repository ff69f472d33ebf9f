//! Which instructions are locked.

use super::is_locked;

#[test]
fn locked_is_what_has_the_prefix_or_exchanges_with_memory() {
    for text in [
        "lock cmpxchg %rcx,0x10(%rdi)",
        "lock incq (%rax)",
        "xchg   %rax,(%rdi)",
        "xchg   %al,0x8(%rsp)",
    ] {
        assert!(is_locked(text), "{text}");
    }
    for text in [
        "xchg   %ax,%ax",
        "mov    (%rdi),%rax",
        "cmpxchg %rcx,(%rdi)",
        "",
    ] {
        assert!(!is_locked(text), "{text}");
    }
}
