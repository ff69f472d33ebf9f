//! Channels whose receivers all get every message.

mod bounded;
mod message;
mod overflow;
mod overflow_user_code;
