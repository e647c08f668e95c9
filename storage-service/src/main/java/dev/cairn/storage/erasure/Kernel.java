package dev.cairn.storage.erasure;

/** The two loops of the coder over bytes, for any number of threads. Arrays are at least {@code to} long. */
interface Kernel {
    /** The name in the log and in benchmarks. */
    String name();

    /** {@code parity[r] = Σ 2^(r·i) · data[i]} in {@code from} to {@code to}, for one to three parity shards. */
    void powers(byte[][] data, byte[][] parity, int from, int to);

    /** {@code outputs[r] = Σ coefficients[r][i] · inputs[i]} in {@code from} to {@code to}. */
    void combine(int[][] coefficients, byte[][] inputs, byte[][] outputs, int from, int to);

    /** The fastest that this JVM can run. */
    static Kernel best() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                ? new VectorKernel()
                : new ScalarKernel();
    }
}
