//! Names and numbers of arms, each written once.

/// `arms!(4 callback args)` is `callback!(args a0 0 a1 1 a2 2 a3 3)`.
#[rustfmt::skip]
macro_rules! arms {
    (@ $callback:ident [$($args:tt)*] $($arms:tt)*) => {
        $callback!($($args)* $($arms)*)
    };
    (2 $callback:ident $($args:tt)*) => {
        arms!(@2 $callback [$($args)*])
    };
    (@2 $callback:ident $args:tt $($more:tt)*) => {
        arms!(@ $callback $args
            a0 0 a1 1
            $($more)*)
    };
    (4 $callback:ident $($args:tt)*) => {
        arms!(@4 $callback [$($args)*])
    };
    (@4 $callback:ident $args:tt $($more:tt)*) => {
        arms!(@2 $callback $args
            a2 2 a3 3
            $($more)*)
    };
    (8 $callback:ident $($args:tt)*) => {
        arms!(@8 $callback [$($args)*])
    };
    (@8 $callback:ident $args:tt $($more:tt)*) => {
        arms!(@4 $callback $args
            a4 4 a5 5 a6 6 a7 7
            $($more)*)
    };
    (16 $callback:ident $($args:tt)*) => {
        arms!(@16 $callback [$($args)*])
    };
    (@16 $callback:ident $args:tt $($more:tt)*) => {
        arms!(@8 $callback $args
            a8 8 a9 9 a10 10 a11 11 a12 12 a13 13 a14 14 a15 15
            $($more)*)
    };
    (32 $callback:ident $($args:tt)*) => {
        arms!(@32 $callback [$($args)*])
    };
    (@32 $callback:ident $args:tt $($more:tt)*) => {
        arms!(@16 $callback $args
            a16 16 a17 17 a18 18 a19 19 a20 20 a21 21 a22 22 a23 23 a24 24 a25 25 a26 26 a27 27
            a28 28 a29 29 a30 30 a31 31
            $($more)*)
    };
    (64 $callback:ident $($args:tt)*) => {
        arms!(@64 $callback [$($args)*])
    };
    (@64 $callback:ident $args:tt $($more:tt)*) => {
        arms!(@32 $callback $args
            a32 32 a33 33 a34 34 a35 35 a36 36 a37 37 a38 38 a39 39 a40 40 a41 41 a42 42 a43 43
            a44 44 a45 45 a46 46 a47 47 a48 48 a49 49 a50 50 a51 51 a52 52 a53 53 a54 54 a55 55
            a56 56 a57 57 a58 58 a59 59 a60 60 a61 61 a62 62 a63 63
            $($more)*)
    };
    (128 $callback:ident $($args:tt)*) => {
        arms!(@128 $callback [$($args)*])
    };
    (@128 $callback:ident $args:tt $($more:tt)*) => {
        arms!(@64 $callback $args
            a64 64 a65 65 a66 66 a67 67 a68 68 a69 69 a70 70 a71 71 a72 72 a73 73 a74 74 a75 75
            a76 76 a77 77 a78 78 a79 79 a80 80 a81 81 a82 82 a83 83 a84 84 a85 85 a86 86 a87 87
            a88 88 a89 89 a90 90 a91 91 a92 92 a93 93 a94 94 a95 95 a96 96 a97 97 a98 98 a99 99
            a100 100 a101 101 a102 102 a103 103 a104 104 a105 105 a106 106 a107 107 a108 108
            a109 109 a110 110 a111 111 a112 112 a113 113 a114 114 a115 115 a116 116 a117 117
            a118 118 a119 119 a120 120 a121 121 a122 122 a123 123 a124 124 a125 125 a126 126
            a127 127
            $($more)*)
    };
    (200 $callback:ident $($args:tt)*) => {
        arms!(@200 $callback [$($args)*])
    };
    (@200 $callback:ident $args:tt $($more:tt)*) => {
        arms!(@128 $callback $args
            a128 128 a129 129 a130 130 a131 131 a132 132 a133 133 a134 134 a135 135 a136 136
            a137 137 a138 138 a139 139 a140 140 a141 141 a142 142 a143 143 a144 144 a145 145
            a146 146 a147 147 a148 148 a149 149 a150 150 a151 151 a152 152 a153 153 a154 154
            a155 155 a156 156 a157 157 a158 158 a159 159 a160 160 a161 161 a162 162 a163 163
            a164 164 a165 165 a166 166 a167 167 a168 168 a169 169 a170 170 a171 171 a172 172
            a173 173 a174 174 a175 175 a176 176 a177 177 a178 178 a179 179 a180 180 a181 181
            a182 182 a183 183 a184 184 a185 185 a186 186 a187 187 a188 188 a189 189 a190 190
            a191 191 a192 192 a193 193 a194 194 a195 195 a196 196 a197 197 a198 198 a199 199
            $($more)*)
    };
}
