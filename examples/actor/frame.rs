//! A frame on the wire: the length of a text, in two bytes, and the text, which is a reading.

use std::{
    fmt, io,
    str::{self, FromStr},
};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// The longest text that is a reading, in bytes.
pub(crate) const LONGEST: usize = 256;

/// What a sensor has measured; as a text `sensor value`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reading {
    pub(crate) sensor: Box<str>,
    pub(crate) value: f64,
}

/// Why a connection is broken off.
#[derive(Debug)]
pub(crate) enum Broken {
    TooLong(usize),
    NoReading,
    /// Also the end of the connection in the middle of a frame.
    Io(io::Error),
}

impl FromStr for Reading {
    type Err = Broken;

    fn from_str(text: &str) -> Result<Self, Broken> {
        if text.len() > LONGEST {
            return Err(Broken::TooLong(text.len()));
        }
        let (sensor, value) = text.split_once(' ').ok_or(Broken::NoReading)?;
        let value: f64 = value.parse().map_err(|_| Broken::NoReading)?;
        if sensor.is_empty() || !value.is_finite() {
            return Err(Broken::NoReading);
        }
        let sensor = sensor.into();
        Ok(Self { sensor, value })
    }
}

impl fmt::Display for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.sensor, self.value)
    }
}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong(length) => write!(f, "a frame of {length} bytes"),
            Self::NoReading => f.write_str("a frame that is no reading"),
            Self::Io(error) => error.fmt(f),
        }
    }
}

/// Reads a frame; `None` if the connection ends before it.
///
/// # Cancel safety
///
/// Not cancel-safe: there are several steps, and dropped between two of them it forgets what it has
/// read. The next one would take the middle of a text for a length.
pub(crate) async fn read(from: &mut (impl AsyncRead + Unpin)) -> Result<Option<Reading>, Broken> {
    let mut length = [0; 2];
    if from.read(&mut length[..1]).await? == 0 {
        return Ok(None);
    }
    from.read_exact(&mut length[1..]).await?;
    let length = u16::from_be_bytes(length).into();
    if length > LONGEST {
        return Err(Broken::TooLong(length));
    }
    let mut text = [0; LONGEST];
    let text = &mut text[..length];
    from.read_exact(text).await?;
    let text = str::from_utf8(text).map_err(|_| Broken::NoReading)?;
    text.parse().map(Some)
}

/// Writes a frame, whatever its text is. One that is longer than any frame is cut off.
pub(crate) async fn write(to: &mut (impl AsyncWrite + Unpin), text: &str) -> io::Result<()> {
    let length = u16::try_from(text.len()).unwrap_or(u16::MAX);
    to.write_u16(length).await?;
    to.write_all(&text.as_bytes()[..length.into()]).await
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn written(texts: &[&str]) -> Vec<u8> {
        let mut bytes = Vec::new();
        for text in texts {
            write(&mut bytes, text).await.expect("a vector takes all");
        }
        bytes
    }

    #[tokio::test]
    async fn what_is_written_is_read() {
        let bytes = written(&["a 1", "b -2.5"]).await;
        let mut bytes = &bytes[..];
        for expected in ["a 1", "b -2.5"] {
            let reading = read(&mut bytes).await.expect("well-formed");
            assert_eq!(reading.expect("not the end").to_string(), expected);
        }
        assert!(matches!(read(&mut bytes).await, Ok(None)));
    }

    #[tokio::test]
    async fn a_frame_that_is_cut_off_is_an_error_wherever_it_ends() {
        let bytes = written(&["a 1"]).await;
        for end in 1..bytes.len() {
            assert!(matches!(
                read(&mut &bytes[..end]).await,
                Err(Broken::Io(error)) if error.kind() == io::ErrorKind::UnexpectedEof
            ));
        }
    }

    #[tokio::test]
    async fn what_is_no_reading_is_an_error() {
        for text in ["", "a", "a b", " 1", "a NaN", "a 1 2"] {
            let bytes = written(&[text]).await;
            assert!(matches!(
                read(&mut &bytes[..]).await,
                Err(Broken::NoReading)
            ));
        }
        let long = format!("{} 1", "a".repeat(LONGEST));
        for text in [&*long, &long.repeat(1000)] {
            let bytes = written(&[text]).await;
            assert!(matches!(
                read(&mut &bytes[..]).await,
                Err(Broken::TooLong(_))
            ));
        }
    }
}
