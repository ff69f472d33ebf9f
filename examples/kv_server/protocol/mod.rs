//! RESP2, the protocol: requests are decoded from bytes as they come, replies are encoded.

mod decoder;
mod error;
mod inline;
mod limits;
mod number;
mod output;
mod request;

pub(crate) use self::{
    decoder::Decoder, error::ProtocolError, limits::Limits, number::integer, output::Output,
    request::Request,
};
