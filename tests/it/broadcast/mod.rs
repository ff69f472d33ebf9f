//! Channels whose receivers all get every message.

mod again;
mod bounded;
mod meanwhile;
mod message;
mod overflow;
mod overflow_user_code;
