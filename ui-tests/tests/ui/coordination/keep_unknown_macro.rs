//! What an unknown macro makes of a `return` is not known.
use mea::mpsc::UnboundedReceiver;

macro_rules! unknown {
    ($value:ident => $($rest:tt)*) => {{
        let _ = $value;
        $($rest)*
    }};
}

async fn run(mut rx: UnboundedReceiver<u32>) -> Option<u32> {
    mea::select_loop! {
        keep _ = async {} => {}
        n = rx.recv() => unknown!(n => return None),
        m = rx.recv() => unknown!(m => m.ok()?),
    }
}

fn main() {
    let x = 1;
    unknown!(x =>);
}
