//! The check, turned off: nothing has a size and nothing does anything.

use core::task::{Context, Waker};

use crate::order::Level;

#[derive(Debug)]
pub(crate) struct Site;

impl Site {
    #[inline(always)]
    pub(crate) fn here() -> Self {
        Self
    }

    #[inline(always)]
    pub(crate) fn enter<L: Level>(&mut self, _: &Waker) {}

    #[inline(always)]
    pub(crate) fn hold<L: Level>(&self, _: &Waker) -> Record {
        Record::none()
    }
}

#[derive(Debug)]
pub(crate) struct Record;

impl Record {
    #[inline(always)]
    pub(crate) fn none() -> Self {
        Self
    }
}

#[derive(Debug)]
pub(in crate::order) struct Mark;

impl Mark {
    #[inline(always)]
    pub(in crate::order) fn new() -> Self {
        Self
    }

    #[inline(always)]
    pub(in crate::order) fn poll<R>(
        &mut self,
        cx: &mut Context<'_>,
        poll: impl FnOnce(&mut Context<'_>) -> R,
    ) -> R {
        poll(cx)
    }
}

#[inline(always)]
pub(in crate::order) fn declare<P: Level, K: Level>() {}
