//! The owned guard hands over its owner: a lock that is not `Sync` cannot be owned elsewhere.
use std::rc::Rc;

use mea::mutex::OwnedMutexGuard;

fn needs<T: Send>() {}

fn main() {
    needs::<OwnedMutexGuard<Rc<u8>>>();
}
