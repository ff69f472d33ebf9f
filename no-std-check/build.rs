//! Links without the C runtime and without any library.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // Where there is no operating system, the linker is called by its name, and does nothing else.
    if std::env::var("CARGO_CFG_TARGET_OS").as_deref() != Ok("linux") {
        return;
    }
    for arg in ["-nostartfiles", "-nostdlib", "-static", "-no-pie"] {
        println!("cargo::rustc-link-arg-bins={arg}");
    }
}
