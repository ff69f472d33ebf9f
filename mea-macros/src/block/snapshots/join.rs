//! An expansion, written by `UPDATE_SNAPSHOTS=1 cargo test -p mea-macros`.

async fn block() {
    {
        #[allow(unused_imports)]
        use ::mea::rt::joined as __mea_joined;
        let given = (first(), second());
        let (output_0, output_1) = {
            let kind = ::mea::rt::All;
            let given = given;
            let __mea_arm_0 = given.0;
            let __mea_arm_1 = given.1;
            let __mea_arm_0 = __mea_joined(__mea_arm_0);
            let __mea_arm_1 = __mea_joined(__mea_arm_1);
            ::mea::rt::join_in_turn(::mea::rt::Both::new(__mea_arm_0, __mea_arm_1), kind)
        }
            .await;
        (output_0, output_1)
    }
}
