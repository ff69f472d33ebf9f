//! An expansion, written by `UPDATE_SNAPSHOTS=1 cargo test -p mea-macros`.

/// Documentation.
#[inline]
#[allow(refining_impl_trait)]
pub(crate) fn next<'a, T: Copy>(
    &mut self,
    n: u8,
    m: T,
    argument3: (u8, u8),
    name: &'a str,
) -> impl ::mea::rt::Future<Output = Result<&'a str, Error>> + ::mea::marker::CancelSafe
where
    T: Debug,
{
    #![allow(unused)]
    {
        #[allow(unused_imports)]
        use ::mea::rt::ByValue as _;
        ::mea::rt::Argument(&n).kept();
    }
    {
        #[allow(unused_imports)]
        use ::mea::rt::ByValue as _;
        ::mea::rt::Argument(&m).kept();
    }
    {
        #[allow(unused_imports)]
        use ::mea::rt::ByValue as _;
        ::mea::rt::Argument(&argument3).kept();
    }
    ::mea::rt::checked(async move {
        #[allow(clippy::redundant_locals)]
        let n = n;
        #[allow(clippy::redundant_locals)]
        let mut m = m;
        let argument3 = argument3;
        let (a, _) = argument3;
        #[allow(clippy::redundant_locals)]
        let name = name;
        if let ::mea::rt::Some(output) = ::mea::rt::None::<Result<&'a str, Error>> {
            return output;
        }
        #[allow(clippy::let_unit_value)]
        let output: Result<&'a str, Error> = {
            println!("{}", ::mea::rt::awaited(self.a.b()). await ?);
            Ok(name)
        };
        #[allow(unreachable_code)] output
    })
}
