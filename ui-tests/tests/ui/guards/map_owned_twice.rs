//! A part of what is kept alive may be narrowed further only if it is `'static` by itself.
use std::sync::Arc;

use mea::mutex::{Mutex, OwnedMappedMutexGuard, OwnedMutexGuard};

fn leak<'s>(local: &'s mut String) -> OwnedMappedMutexGuard<u32, String> {
    let guard = Arc::new(Mutex::new(1)).try_lock_owned().unwrap();
    let part: OwnedMappedMutexGuard<u32, Option<&'s str>> =
        OwnedMutexGuard::map(guard, |_| Box::leak(Box::new(None)));
    let mut local = Some(local);
    OwnedMappedMutexGuard::map(part, |_: &mut Option<&'s str>| local.take().unwrap())
}

fn main() {
    drop(leak(&mut String::new()));
}
