mea::lock_order! {
    enum Config, Users, Sessions;
    Config => Users => Sessions => Config;
}

mea::lock_order! {
    enum Log;
    Log => Log;
}

fn main() {}
