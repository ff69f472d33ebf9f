//! Broadcasts.

use mea::broadcast::{
    self,
    overflow::TryRecvError::{Empty, Lagged},
};

use crate::counting::{allocates_nothing, count};

/// Messages are in the channel, some of them with nobody behind that wants them, and receivers come and
/// go.
#[test]
fn a_broadcast_channel_is_given_back_at_the_end() {
    let (_, kept, ()) = count(|| {
        let (tx, rx) = broadcast::overflow::channel(4);
        let more = [(); 5].map(|()| tx.subscribe());
        for number in 0..6 {
            tx.send(number.to_string());
        }
        let [mut one, mut two, ..] = more;
        assert!(one.try_recv().is_err_and(|lost| lost == Lagged(2)));
        assert_eq!(one.try_recv().unwrap(), "2");
        drop((rx, tx));
        assert!(two.try_recv().is_err());
    });
    assert_eq!(kept, 0);
    let (_, kept, ()) = count(|| {
        let (tx, mut rx) = broadcast::bounded(4);
        let other = tx.subscribe();
        for number in 0..4 {
            tx.try_send(number.to_string()).unwrap();
        }
        assert_eq!(rx.try_recv().unwrap(), "0");
        drop((other, rx));
        assert!(tx.is_empty());
    });
    assert_eq!(kept, 0);
}

/// All cells are there from the beginning, or come with a receiver.
#[test]
fn a_broadcast_allocates_nothing() {
    let (tx, mut rx) = broadcast::overflow::channel(4);
    let mut others = [(); 3].map(|()| tx.subscribe());
    allocates_nothing(|| {
        for number in 0..1_000 {
            tx.send(number);
            let received = rx.try_recv();
            assert_eq!(received, Ok(number));
            // Who is late, and lags.
            if number % 7 == 0 {
                let mut received = others.iter_mut().map(|other| other.try_recv());
                assert!(received.all(|received| received != Err(Empty)));
            }
        }
    });
    let (tx, mut rx) = broadcast::bounded(4);
    let mut other = tx.subscribe();
    allocates_nothing(|| {
        for number in 0..1_000 {
            assert_eq!(tx.try_send(number), Ok(()));
            assert_eq!((rx.try_recv(), other.try_recv()), (Ok(number), Ok(number)));
        }
    });
}
