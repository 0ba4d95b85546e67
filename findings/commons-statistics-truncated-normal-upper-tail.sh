#!/usr/bin/env bash
# Apache Commons Statistics 1.3: a normal distribution truncated to [9, 10] has its median, and nearly all draws, at 10.
#
# Its mean is right (9.108), and so is the mirror image on [-10, -9], whose median is -9.076. Above about 8.2 standard
# deviations the distribution function of the parent rounds to 1 at both ends, and inverseCumulativeProbability, on which
# createSampler draws, then gives the upper end for every probability. No error is raised: an error ("Excess truncation")
# comes only where the parent's probability of the interval underflows, near 38.
#
# Right values: median m with Q(m) = (Q(9) + Q(10)) / 2, Q the upper tail of the standard normal; m = 9.0757797.
#
# For PPL: probabilities of intervals are differences in the tail where they are smaller (ppl.aeppl.family.Tails), never
# of 1 - p, and Commons is no reference for them in tests.
# Needs: a JDK (11 or newer) and Maven. Prints what was seen; fails if it is no longer so.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
for artifact in commons-statistics-distribution:1.3 commons-numbers-core:1.3 commons-numbers-gamma:1.3 \
  commons-numbers-fraction:1.3 commons-numbers-combinatorics:1.3 commons-rng-client-api:1.6 commons-rng-core:1.6 \
  commons-rng-simple:1.6 commons-rng-sampling:1.6; do
  mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
    -Dartifact="org.apache.commons:$artifact" -DoutputDirectory=lib
done
cat > Tail.java <<'JAVA'
import org.apache.commons.rng.simple.RandomSource;
import org.apache.commons.statistics.distribution.TruncatedNormalDistribution;

class Tail {
    public static void main(String[] args) {
        var upper = TruncatedNormalDistribution.of(0, 1, 9, 10);
        var lower = TruncatedNormalDistribution.of(0, 1, -10, -9);
        var sampler = upper.createSampler(RandomSource.SPLIT_MIX_64.create(1));
        int atEnd = 0;
        for (int i = 0; i < 1000; i++) {
            atEnd += sampler.sample() == 10 ? 1 : 0;
        }
        System.out.printf("mean %.3f, median %.3f, median of the mirror image %.3f, draws of 1000 at the end %d%n",
                upper.getMean(), upper.inverseCumulativeProbability(0.5), lower.inverseCumulativeProbability(0.5), atEnd);
    }
}
JAVA
seen=$(java -cp 'lib/*' Tail.java)
echo "$seen"
[ "$seen" = "mean 9.108, median 10.000, median of the mirror image -9.076, draws of 1000 at the end 1000" ]
