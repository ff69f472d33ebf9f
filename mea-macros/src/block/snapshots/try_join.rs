//! An expansion, written by `UPDATE_SNAPSHOTS=1 cargo test -p mea-macros`.

async fn block() {
    {
        #[allow(unused_imports)]
        use ::mea::rt::{
            Probe as __MeaProbe, ProbeOwned as _, try_joined as __mea_joined,
        };
        let given = (first(), &mut second);
        match {
            let kind = ::mea::rt::all_ok();
            let given = given;
            let __mea_arm_0 = given.0;
            let __mea_arm_1 = given.1;
            let __mea_arm_0 = __MeaProbe(__mea_arm_0).arm();
            let __mea_arm_0 = __mea_joined(kind, __mea_arm_0, |output| output);
            let __mea_arm_1 = __MeaProbe(__mea_arm_1).arm();
            let __mea_arm_1 = __mea_joined(kind, __mea_arm_1, |output| output);
            ::mea::rt::join_in_order(
                ::mea::rt::Both::new(__mea_arm_0, __mea_arm_1),
                kind,
            )
        }
            .await
        {
            ::mea::rt::Ok((output_0, output_1)) => ::mea::rt::Ok((output_0, output_1)),
            ::mea::rt::Err(error) => ::mea::rt::Err(error),
        }
    }
}
