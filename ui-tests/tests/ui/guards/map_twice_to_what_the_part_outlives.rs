//! Nor by a part whose type says so.
use mea::mutex::{MappedMutexGuard, Mutex, MutexGuard};

fn leak<'a, 's>(lock: &'a Mutex<u32>, local: &'s mut String) -> MappedMutexGuard<'a, String> {
    let guard = lock.try_lock().unwrap();
    let part: MappedMutexGuard<'_, Option<&'s str>> =
        MutexGuard::map(guard, |_| Box::leak(Box::new(None)));
    let mut local = Some(local);
    MappedMutexGuard::map(part, |_: &mut Option<&'s str>| local.take().unwrap())
}

fn main() {
    let _ = leak(&Mutex::new(1), &mut String::new());
}
