//! An order between levels that were declared elsewhere, which say nothing of one another: the check at run
//! time knows it from the first time on that a token passes it, whichever way.

use mea::order::Held;

use super::violations::is_violation;
use crate::support::{Task, TicketLock};

/// A lock for each way; none comes before another.
#[mea::shared(unordered)]
#[derive(Default)]
struct Early {
    #[lock(mutex)]
    a: u64,
    #[lock(mutex)]
    b: u64,
    #[lock(mutex)]
    c: u64,
    #[lock(mutex)]
    d: u64,
    #[lock(mutex)]
    e: u64,
    #[lock(mutex)]
    f: u64,
    #[lock(mutex)]
    g: u64,
    #[lock(mutex)]
    h: u64,
    #[lock(mutex)]
    i: u64,
    #[lock(mutex)]
    j: u64,
    #[lock(mutex)]
    k: u64,
    #[lock(mutex)]
    l: u64,
    #[lock(mutex)]
    m: u64,
    #[lock(mutex)]
    n: u64,
    #[lock(mutex)]
    o: u64,
}

/// A lock of each kind.
#[mea::shared(unordered)]
#[derive(Default)]
struct Late {
    #[lock(mutex)]
    one: u64,
    #[lock(rwlock)]
    many: u64,
    #[lock(semaphore = 1)]
    few: (),
    #[lock(custom = TicketLock)]
    ticket: u64,
    #[lock(mutex(pair))]
    left: u64,
    #[lock(mutex(pair))]
    right: u64,
    #[lock(rwlock(limits))]
    low: u64,
    #[lock(rwlock(limits))]
    high: u64,
}

mea::lock_order! {
    EarlyA => LateOne;
    EarlyB => LateOne;
    EarlyC => LateMany;
    EarlyD => LateMany;
    EarlyE => LateMany;
    EarlyF => LateMany;
    EarlyG => LateMany;
    EarlyH => LateFew;
    EarlyI => LateTicket;
    EarlyJ => LatePair;
    EarlyK => LatePair;
    EarlyL => LateLimits;
    EarlyM => LateLimits;
    EarlyN => LateLimits;
    EarlyO => LateLimits;
}

#[test]
fn whichever_way_a_token_passes() {
    let (early, late) = (Early::default(), Late::default());
    macro_rules! each {
        ($($first:ident, $held:ident => $way:expr, $alone:expr;)*) => {$({
            let wrong = || async {
                let _late = $alone.await;
                drop(early.$first().lock().await);
            };
            // Not known yet.
            Task::new(wrong()).ready();
            let mut token = Held::nothing();
            Task::new(async {
                let (_first, $held) = early.$first().lock_after(&mut token).await;
                let _ = $way.await;
            })
            .ready();
            is_violation(wrong());
        })*};
    }
    each! {
        a, held => late.one().lock_after(held), late.one().lock();
        b, held => late.one().with_after(held, |_| ()), late.one().lock();
        c, held => late.many().read_after(held), late.many().read();
        d, held => late.many().write_after(held), late.many().read();
        e, held => late.many().upgradable_read_after(held), late.many().read();
        f, held => late.many().with_after(held, |_| ()), late.many().read();
        g, held => late.many().with_mut_after(held, |_| ()), late.many().read();
        h, held => late.few().acquire_after(held, 1), late.few().acquire(1);
        i, held => late.ticket().lock_after(held), late.ticket().lock();
        j, held => late.left().lock_after(held), late.left().lock();
        k, held => late.right().with_after(held, |_| ()), late.right().lock();
        l, held => late.low().read_after(held), late.low().read();
        m, held => late.high().write_after(held), late.high().read();
        n, held => late.low().with_after(held, |_| ()), late.low().read();
        o, held => late.high().with_mut_after(held, |_| ()), late.high().read();
    }
}
