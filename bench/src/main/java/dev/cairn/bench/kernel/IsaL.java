package dev.cairn.bench.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Intel's coder, {@code libisal.so.2} (Debian: {@code libisal2}), on native memory: what others are measured by. */
@SuppressWarnings("restricted")
final class IsaL {
    private static final String LIBRARY = "libisal.so.2";
    private static final int TABLE_BYTES = 32;

    private final MethodHandle encode;
    private final MemorySegment tables;
    private final MemorySegment data;
    private final MemorySegment parity;
    private final int dataShards;
    private final int parityShards;

    /** With buffers of its own, which live as long as {@code arena}. */
    IsaL(Arena arena, int dataShards, int parityShards, int shardBytes) throws Throwable {
        this.dataShards = dataShards;
        this.parityShards = parityShards;
        var library = SymbolLookup.libraryLookup(LIBRARY, arena);
        var generate = function(
                library,
                "gf_gen_cauchy1_matrix",
                FunctionDescriptor.ofVoid(ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        var initialise = function(
                library,
                "ec_init_tables",
                FunctionDescriptor.ofVoid(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
        this.encode = function(
                library,
                "ec_encode_data",
                FunctionDescriptor.ofVoid(
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.ADDRESS,
                        ValueLayout.ADDRESS));
        int shards = dataShards + parityShards;
        var matrix = arena.allocate((long) shards * dataShards);
        generate.invokeExact(matrix, shards, dataShards);
        this.tables = arena.allocate((long) TABLE_BYTES * dataShards * parityShards);
        initialise.invokeExact(dataShards, parityShards, matrix.asSlice((long) dataShards * dataShards), tables);
        this.data = buffers(arena, dataShards, shardBytes);
        this.parity = buffers(arena, parityShards, shardBytes);
    }

    /** Whether the library is installed. */
    static boolean isThere() {
        try (var arena = Arena.ofConfined()) {
            return SymbolLookup.libraryLookup(LIBRARY, arena)
                    .find("ec_encode_data")
                    .isPresent();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static MethodHandle function(SymbolLookup library, String name, FunctionDescriptor type) {
        return Linker.nativeLinker().downcallHandle(library.findOrThrow(name), type);
    }

    private static MemorySegment buffers(Arena arena, int count, int bytes) {
        var pointers = arena.allocate(ValueLayout.ADDRESS, count);
        for (int i = 0; i < count; i++) {
            var buffer = arena.allocate(bytes, 64);
            for (int at = 0; at < bytes; at++) {
                buffer.set(ValueLayout.JAVA_BYTE, at, (byte) (31 * at + i));
            }
            pointers.setAtIndex(ValueLayout.ADDRESS, i, buffer);
        }
        return pointers;
    }

    void encode(int shardBytes) throws Throwable {
        encode.invokeExact(shardBytes, dataShards, parityShards, tables, data, parity);
    }
}
