#!/usr/bin/env bash
# ONNX Runtime for Java has OrtEnvironment.setTelemetry(false). It is a method of the environment, and creating the
# environment already writes a device's identity and a database of events to the user's cache folder on Linux, so that
# even as the first call the switch comes too late. Who wants no such files, as in a container with a read-only home
# directory or where nothing may identify a machine, has to set ORT_DISABLE_TELEMETRY=1 before the process starts.
set -euo pipefail

version=1.29.0
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

mvn -q -B dependency:copy -Dartifact="com.microsoft.onnxruntime:onnxruntime:$version" -DoutputDirectory=lib

# The environment starts in a thread with 8 MB of stack rather than the usual 1 MB, so that it cannot run out of it.
cat > Start.java <<'JAVA'
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;

public class Start {
    private static String started;

    public static void main(String[] args) throws InterruptedException {
        Thread start = new Thread(null, Start::withoutTelemetry, "start", 8L << 20);
        start.start();
        start.join();
        System.exit(started == null ? 1 : 0);
    }

    private static void withoutTelemetry() {
        try {
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            environment.setTelemetry(false);
            started = environment.getVersion();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
JAVA

# start NAME [VARIABLE=VALUE]: starts ONNX Runtime with an empty home directory and prints what is in there afterwards
start() {
    local home="$dir/$1"
    shift
    mkdir "$home"
    env -u ORT_DISABLE_TELEMETRY -u XDG_CACHE_HOME -u XDG_DATA_HOME -u XDG_CONFIG_HOME -u XDG_STATE_HOME \
        HOME="$home" "$@" java -XX:TieredStopAtLevel=1 -Xmx128m -cp 'lib/*' Start.java >&2 || return
    (cd "$home" && find . -type f | sort)
}

echo "onnxruntime $version"
echo "guess: after setTelemetry(false) as the first call there is no file below the home directory"
by_method=$(start by-method)
by_variable=$(start by-variable ORT_DISABLE_TELEMETRY=1)
printf 'seen with setTelemetry(false):\n%s\n' "${by_method:-no file}"
printf 'seen with ORT_DISABLE_TELEMETRY=1 too:\n%s\n' "${by_variable:-no file}"

if [[ $by_method != */deviceid* || $by_method != */onnxruntime.db* || -n $by_variable ]]; then
    echo "CHANGED: expected deviceid and onnxruntime.db with the method, and no file with the variable"
    exit 1
fi
echo "as found: only the variable keeps the files away"
