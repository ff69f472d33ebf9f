//! Why a scope was shut down.

use alloc::sync::Arc;
use core::{
    any::Any,
    fmt::{self, Display},
};

/// Why a scope was shut down: any value that can be displayed, such as a text, an error, or an enum
/// of one's own.
///
/// It is one type whatever the value is, so that the handles of a shutdown need no type parameter.
/// Who only reports it, displays it; who has to decide by it, asks for the value with
/// [`downcast_ref`](Self::downcast_ref). A clone is the same value, not a copy of it.
///
/// # Examples
///
/// ```
/// use std::fmt;
///
/// use mea::shutdown::{self, Reason};
///
/// #[derive(Debug, PartialEq)]
/// enum Why {
///     Signal(i32),
///     Upgrade,
/// }
///
/// impl fmt::Display for Why {
///     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
///         match self {
///             Self::Signal(number) => write!(f, "signal {number}"),
///             Self::Upgrade => f.write_str("a new version takes over"),
///         }
///     }
/// }
///
/// let (send, recv) = shutdown::new_pair();
/// send.shutdown_with(Why::Signal(15));
///
/// let reason: Reason = recv.reason().unwrap();
/// assert_eq!(reason.to_string(), "signal 15");
/// assert_eq!(reason.downcast_ref(), Some(&Why::Signal(15)));
/// ```
#[derive(Clone)]
pub struct Reason {
    value: Arc<dyn Value>,
}

/// A value that can be displayed, and asked for its type.
trait Value: Send + Sync {
    fn as_any(&self) -> &dyn Any;
    fn as_display(&self) -> &dyn Display;
}

impl<T: Display + Send + Sync + 'static> Value for T {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_display(&self) -> &dyn Display {
        self
    }
}

impl Reason {
    /// A reason of this value. If the value is a `Reason` itself, it is that one.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::shutdown::Reason;
    ///
    /// assert_eq!(Reason::new("out of disk").to_string(), "out of disk");
    /// assert_eq!(Reason::new(format!("port {} is taken", 80)).to_string(), "port 80 is taken");
    /// ```
    pub fn new(value: impl Display + Send + Sync + 'static) -> Self {
        match (&value as &dyn Any).downcast_ref::<Self>() {
            Some(reason) => reason.clone(),
            None => Self {
                value: Arc::new(value),
            },
        }
    }

    /// The value, if it is of this type.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::io;
    ///
    /// use mea::shutdown::Reason;
    ///
    /// let reason = Reason::new(io::Error::from(io::ErrorKind::StorageFull));
    /// let error: &io::Error = reason.downcast_ref().unwrap();
    /// assert_eq!(error.kind(), io::ErrorKind::StorageFull);
    /// assert_eq!(reason.downcast_ref::<String>(), None);
    /// ```
    pub fn downcast_ref<T: 'static>(&self) -> Option<&T> {
        self.value.as_any().downcast_ref()
    }
}

impl Display for Reason {
    /// As the value is displayed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.as_display().fmt(f)
    }
}

impl fmt::Debug for Reason {
    /// The displayed value.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Reason")
            .field(&format_args!("{self}"))
            .finish()
    }
}
