//! Both forms against a plain model: all messages ever sent, and a position for each receiver.

mod bounded;
mod message;
mod overflow;
