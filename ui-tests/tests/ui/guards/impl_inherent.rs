//! An `impl` without the trait.
struct Lock<T: ?Sized>(T);

#[mea::guard_family(borrowed = LockGuard)]
impl<T: ?Sized> Lock<T> {
    fn lock(&self) -> LockGuard<'_, T> {
        todo!()
    }
}

fn main() {}
