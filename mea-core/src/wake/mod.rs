//! F1: wakers, outside of any lock: many that were collected under one ([`WakeBatch`]), and one that
//! needs none ([`WakerCell`]).

mod batch;
mod cell;
#[cfg(all(test, loom))]
mod loom;
#[cfg(test)]
pub(crate) mod tests;

pub(crate) use self::{batch::WakeBatch, cell::WakerCell};
