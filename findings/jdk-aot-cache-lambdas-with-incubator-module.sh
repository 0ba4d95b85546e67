#!/usr/bin/env bash
# JDK 25.0.3: an ahead-of-time cache made and used with --add-modules=jdk.incubator.vector holds none of the classes of lambdas.
#
# The same program, once with no module option, once with a module that is there anyway (java.sql), once with the incubating module of
# the Vector API. Each time the cache is trained and used with the same options, and the JVM accepts it without a word. Of 60 lambdas
# the first two take all 60 from the cache; the third takes 0 and writes their classes anew in each process. The logs of -Xlog:aot
# say why in passing: "Full module graph = disabled"; linked lambdas are kept only with the graph.
#
# For PPL: its lanes need that module, and a short process spent a quarter of its processor time on such classes. So the build writes them into
# the class files (.build/linked).
# Needs: a JDK of 25 or newer, by JAVA_HOME or on the path. Prints what was seen; fails if it is no longer so.
set -euo pipefail
bin=${JAVA_HOME:+$JAVA_HOME/bin/}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
{
  echo 'class Many { static int n; static void take(java.util.function.IntUnaryOperator f) { n = f.applyAsInt(n); }'
  echo 'public static void main(String[] args) {'
  for i in $(seq 60); do echo "take(x -> 3 * x + $i);"; done
  echo 'System.out.println(n); } }'
} > Many.java
"${bin}javac" Many.java
"${bin}jar" --create --file many.jar Many*.class
"${bin}java" -version 2>&1 | head -1
seen=
for module in '' java.sql jdk.incubator.vector; do
  option=${module:+--add-modules=$module}
  rm -f many.aot
  "${bin}java" $option -XX:AOTCacheOutput=many.aot -cp many.jar Many > training 2>&1
  "${bin}java" $option -XX:AOTCache=many.aot -Xlog:class+load -cp many.jar Many > log 2>&1
  kept=$(grep -F 'Many$$Lambda' log | grep -c 'shared objects file' || true)
  all=$(grep -cF 'Many$$Lambda' log)
  echo "${option:-no option}: $kept of $all lambdas from the cache"
  seen+="$kept/$all "
done
[ "$seen" = "60/60 60/60 0/60 " ]
