package dev.cairn.storage.erasure;

/** Run in a JVM of its own, without the module of vectors. */
final class WithoutVectors {
    private WithoutVectors() {}

    public static void main(String[] arguments) {
        for (var code : new ReedSolomon[] {ReedSolomon.of(6, 3), ReedSolomon.of(10, 4)}) {
            System.out.println(code + ": " + code.kernel());
        }
    }
}
