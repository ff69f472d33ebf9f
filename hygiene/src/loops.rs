//! `select_loop!`.

#[allow(unused_imports)]
use crate::names::*;
use crate::reexported;

type Receiver = reexported::mpsc::UnboundedReceiver<u32>;
type Received = ::core::result::Result<u32, reexported::mpsc::RecvError>;

async fn one() -> u32 {
    1
}

const fn nothing(_: u32) {}

/// Without kept futures.
pub async fn plain(rx: &mut Receiver) -> u32 {
    let mut value = 0;
    ::sync::select_loop! {
        ::core::result::Result::Ok(n) = rx.recv(), if value < 10 => value += n,
        () = ::core::future::ready(()) => nothing(value),
        turn = ::core::future::ready(1) => if turn == 1 { break value + turn } else { continue },
        else => break 0,
    }
}

/// With them, and with every way out.
pub async fn kept(rx: &mut Receiver, exit: bool) -> Received {
    let mut value = 0;
    'outer: loop {
        let slot = reexported::select_loop! {
            keep turn = one() => {
                value += turn + one().await;
                if exit {
                    return ::core::result::Result::Ok(value);
                }
            }
            once () = async {} => if value == 3 { continue 'outer } else { nothing(value) },
            n = rx.recv() => {
                let n = n?;
                match n {
                    0 => break 'outer,
                    1 => break n,
                    2 => continue,
                    _ => ::sync::select! { _ = one() => {}, else => {} },
                }
            }
            control () = ::core::future::ready(()), if value > 5 => break value,
        };
        value += slot;
    }
    ::core::result::Result::Ok(value)
}

/// Kept futures alone.
pub async fn kept_alone() {
    ::sync::select_loop! { keep _ = one() => break }
    reexported::select_loop!(if let value = keep(one()) {
        nothing(value);
        break;
    });
}

/// An actor that never ends.
pub async fn for_ever(rx: &mut Receiver) -> u32 {
    ::sync::select_loop! { lossy;
        _ = rx.recv() => {}
        n = one() => nothing(n),
    }
}
