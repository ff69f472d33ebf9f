//! The paths: what nobody is in the way of, and waits, which do not allocate either.

mod blocks;
mod channels;
mod locks;
mod signals;

use crate::Step;

pub(crate) fn all() -> impl Iterator<Item = Step> {
    [locks::PATHS, signals::PATHS, channels::PATHS, blocks::PATHS]
        .concat()
        .into_iter()
}
