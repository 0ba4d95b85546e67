#!/usr/bin/env bash
# JDK 25.0.3: where the fused instruction is not used, Math.fma goes through BigDecimal: thousands of bytes of garbage and microseconds a call.
#
# The same loop of dependent calls, as the JVM starts by default, with -XX:-UseFMA, and with -XX:UseAVX=0, whose name does not say that it takes the
# fused instruction away too. By default a call allocates nothing and takes some nanoseconds; without the instruction it allocated 2,700 to 2,900 bytes and took
# 8 to 10 microseconds, thousands of times as long. A loop compiled by C2 does so too.
#
# For PPL: every loop is made of fused steps, so that all backends give the same bits; such a JVM, or a machine without the instruction, gives them too, but no
# rule of "a call allocates nothing" holds there, and no figure of speed.
# Needs: a JDK of 25 or newer, by JAVA_HOME or on the path, on a machine with the instruction. Prints what was seen; fails if it is no longer so.
set -euo pipefail
bin=${JAVA_HOME:+$JAVA_HOME/bin/}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat > Fused.java <<'JAVA'
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

class Fused {
    static double last;

    public static void main(String[] args) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int round = 0; round < 5; round++) {
            steps(20_000);
        }
        long bytes = threads.getCurrentThreadAllocatedBytes();
        steps(20_000);
        System.out.println((threads.getCurrentThreadAllocatedBytes() - bytes) / 20_000);
    }

    static void steps(int count) {
        double x = 0.3;
        for (int i = 0; i < count; i++) {
            x = Math.fma(x, 0.5, 1.1 + i % 3);
        }
        last = x;
    }
}
JAVA
"${bin}javac" Fused.java
"${bin}java" -version 2>&1 | head -1
seen=()
for option in -XX:+UseSerialGC -XX:-UseFMA -XX:UseAVX=0; do
  bytes=$("${bin}java" "$option" Fused)
  echo "$option: $bytes bytes a call"
  seen+=("$bytes")
done
[ "${seen[0]}" = 0 ] && [ "${seen[1]}" -gt 500 ] && [ "${seen[2]}" -gt 500 ]
