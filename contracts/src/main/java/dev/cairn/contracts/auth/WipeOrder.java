package dev.cairn.contracts.auth;

/**
 * That a device be wiped.
 *
 * @param password of whoever asks: who found a device that is signed in cannot wipe the others
 * @param unsentToo also what the device has not sent yet, which exists nowhere else; else that stays there
 */
public record WipeOrder(String password, boolean unsentToo) {
    @Override
    public String toString() {
        return "WipeOrder[unsentToo=" + unsentToo + "]";
    }
}
