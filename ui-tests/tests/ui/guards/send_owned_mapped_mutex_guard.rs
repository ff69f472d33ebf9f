//! The owned and mapped guard hands over a part of the value: it must be `Send`.
use std::rc::Rc;

use mea::mutex::OwnedMappedMutexGuard;

fn needs<T: Send>() {}

fn main() {
    needs::<OwnedMappedMutexGuard<u8, Rc<u8>>>();
}
