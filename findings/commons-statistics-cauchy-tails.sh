#!/usr/bin/env bash
# Apache Commons Statistics 1.3: tails of the Cauchy distribution stop near 1e16, in both directions.
#
# cumulativeProbability(-1e20) is 0 where 3.18e-21 is right, survivalProbability(1e20) likewise, although the class has a
# survival function of its own; and inverseCumulativeProbability(1e-20) is -1.6e16 where -3.18e19 is right, 2,000 times
# nearer to 0. The cause is 0.5 + atan(x) / pi and tan(pi (p - 0.5)), in which the tail is the difference of two numbers
# near 0.5; 1 / (pi x) and cot(pi p) have no such difference. Doubles go to 1e308.
#
# For PPL: the tails of its Cauchy families come from atan(1 / x) (ppl.aeppl.family.continuous.Cauchy), and quantiles
# from tan of the small argument (ppl.aeppl.numeric.TanPi), so Commons is no reference for them in tests.
# Needs: a JDK (11 or newer) and Maven. Prints what was seen; fails if it is no longer so.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
for artifact in commons-statistics-distribution:1.3 commons-numbers-core:1.3 commons-rng-client-api:1.6; do
  mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
    -Dartifact="org.apache.commons:$artifact" -DoutputDirectory=lib
done
cat > Tail.java <<'JAVA'
import org.apache.commons.statistics.distribution.CauchyDistribution;

class Tail {
    public static void main(String[] args) {
        var cauchy = CauchyDistribution.of(0, 1);
        System.out.printf("cdf(-1e20) %.3g, sf(1e20) %.3g, quantile(1e-20) %.3g%n",
                cauchy.cumulativeProbability(-1e20), cauchy.survivalProbability(1e20),
                cauchy.inverseCumulativeProbability(1e-20));
    }
}
JAVA
seen=$(java -cp 'lib/*' Tail.java)
echo "$seen"
[ "$seen" = "cdf(-1e20) 0.00, sf(1e20) 0.00, quantile(1e-20) -1.63e+16" ]
