package dev.cairn.storage.crypto;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** How a root key is written in a file. */
interface RootKeyForm {
    /** 64 hexadecimal digits. */
    RootKeyForm PLAIN = new RootKeyForm() {
        @Override
        public byte[] write(byte[] key) {
            return (HexFormat.of().formatHex(key) + "\n").getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public RootKey read(byte[] text) {
            return RootKey.parse(new String(text, StandardCharsets.US_ASCII));
        }
    };

    /** The text for these 32 bytes. */
    byte[] write(byte[] key);

    /** The key in a text; {@link IllegalArgumentException} if it is none, {@link IllegalStateException} if it cannot be had now. */
    RootKey read(byte[] text);
}
