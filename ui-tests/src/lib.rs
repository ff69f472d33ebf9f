//! What the programs under `tests/ui` share.

/// The functions of a description of a lock whose guards dereference to `$Target`, and whose fields
/// are `permit`, a semaphore of one permit, and `value`, a cell.
#[macro_export]
macro_rules! functions {
    ($Target:ty) => {
        fn target(&self) -> ::core::ptr::NonNull<$Target> {
            self.value.as_ptr()
        }
        fn raw(&self) -> &::mea::semaphore::Semaphore {
            &self.permit
        }
        fn try_acquire(raw: &::mea::semaphore::Semaphore) -> bool {
            raw.try_acquire_and_forget(1)
        }
        fn acquire(raw: &::mea::semaphore::Semaphore) -> ::mea::semaphore::AcquireAndForget<'_> {
            raw.acquire_and_forget(1)
        }
        unsafe fn release(raw: &::mea::semaphore::Semaphore) {
            raw.release(1);
        }
    };
}
