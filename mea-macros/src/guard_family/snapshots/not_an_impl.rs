//! An expansion, written by `UPDATE_SNAPSHOTS=1 cargo test -p mea-macros`.

struct Mutex<T>(T);
::core::compile_error! {
    "`#[guard_family]` describes a lock: it goes on `unsafe impl<T: ?Sized> Guards<Exclusive> for Mutex<T>`"
}
///Could not be written: see the errors of `#[guard_family]`.
#[allow(dead_code)]
struct MutexGuard<'a, T: ?::core::marker::Sized>(&'a (), ::core::marker::PhantomData<T>);
