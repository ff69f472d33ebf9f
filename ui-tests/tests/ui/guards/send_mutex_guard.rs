//! A guard that can write hands the value over with it: the value must be `Send`.
use std::rc::Rc;

use mea::mutex::MutexGuard;

fn needs<T: Send>() {}

fn main() {
    needs::<MutexGuard<'_, Rc<u8>>>();
}
