//! Any other subject, with a limit to its time that is never reached.

use std::future::{Pending, pending};

use mea::timeout::{Elapsed, Timeout};

use crate::matrix::subject::{Many, Reach, Subject};

pub(in crate::matrix) struct Limited<S>(S);

impl<S: Subject> Subject for Limited<S> {
    const FUTURE: &'static str = "timeout::Timeout";
    const EXCEPT: &'static [(u8, &'static str)] = S::EXCEPT;
    const REACH: Reach = S::REACH;
    const LINE: usize = S::LINE;
    type Future = Timeout<S::Future, Pending<()>>;
    type Output = Result<S::Output, Elapsed>;

    fn busy() -> Self {
        Self(S::busy())
    }

    fn future(&self) -> Self::Future {
        mea::timeout(self.0.future(), pending())
    }

    fn grant(&self) {
        self.0.grant();
    }

    fn give_back(&self, output: Self::Output) {
        self.0.give_back(output.unwrap());
    }

    fn assert_idle(&self) {
        self.0.assert_idle();
    }

    fn touch(&self) {
        self.0.touch();
    }

    fn owners(&self) -> Option<usize> {
        self.0.owners()
    }

    fn many() -> Many {
        S::many()
    }
}
