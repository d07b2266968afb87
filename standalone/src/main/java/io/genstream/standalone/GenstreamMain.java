package io.genstream.standalone;

import io.genstream.cli.ClientMain;
import io.genstream.cli.client.ExitCode;
import io.genstream.cli.terminal.Terminal;
import io.genstream.schemas.JvmDefaults;
import io.genstream.standalone.doctor.DoctorCommand;
import picocli.CommandLine;

/** The whole command line: the client's, and what needs the broker, the services or their native libraries. */
public final class GenstreamMain {
    private GenstreamMain() {}

    /** Ends the process with one of {@link ExitCode}. */
    public static void main(String[] args) {
        JvmDefaults.pin();
        System.exit(ClientMain.execute(commandLine(), args));
    }

    static CommandLine commandLine() {
        return ClientMain.commandLine(new UpCommand(), new DoctorCommand(Terminal.ofProcess()));
    }
}
