package io.genstream.gateway.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.broker.TestBroker;
import io.genstream.gateway.Gateway;
import io.genstream.gateway.GatewayConfig;
import io.genstream.gateway.dashboard.kafka.TrainingStory;
import io.genstream.gateway.testing.kafka.FakeGate;
import io.genstream.gateway.testing.kafka.FakeInference;
import io.genstream.gateway.testing.kafka.Feeder;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The page as a person sees it: the real gateway, real topics, a real browser. */
class DashboardIT {
    private static final Path PICTURES = Path.of("target", "dashboard");
    private static final String STABLE = TrainingStory.VERSIONS.get(4);
    private static final String REFUSED = TrainingStory.VERSIONS.get(5);

    private static Browser browser;
    private static Gateway gateway;
    private static Feeder feeder;

    private final String model = "digits-" + UUID.randomUUID().toString().substring(0, 8);
    private TrainingStory story;

    @BeforeAll
    static void start() throws IOException {
        browser = Browser.start();
        gateway = startGateway(0);
        feeder = new Feeder(TestBroker.bootstrap());
    }

    @AfterAll
    static void close() throws IOException {
        if (browser != null) {
            feeder.close();
            gateway.close();
            browser.close();
        }
    }

    @BeforeEach
    void openThePageAfterTheStory() throws IOException {
        story = new TrainingStory(feeder, model, model + "-run", Digits.forPreviews());
        story.tell();
        browser.forgetComplaints();
        browser.viewport(1280, 800);
        browser.colourScheme("light");
        browser.open("http://127.0.0.1:" + gateway.port() + "/");
        browser.awaitText("#status", "Live");
        browser.choose("#run-choice", model + "-run");
    }

    @AfterEach
    void forgetTheRollOut() {
        feeder.sendBytes("model-rollouts", model, null);
        feeder.sendBytes("runs", model + "-run", null);
    }

    @Test
    void showsTheHistoryOnLoad() {
        browser.awaitText("#run", "RUNNING", " of 120,000", "Images/s", "Time left");
        browser.awaitText("#losses", "discriminator", "generator");
        assertThat(browser.elements("#losses path.line")).hasSize(4);
        browser.awaitText("#previews .caption", "Now: 108,000 images seen");
        assertThat(browser.number("return document.querySelector('#previews .sheet').naturalWidth"))
                .isEqualTo(342);
        browser.awaitText("#distances .summary", "rolled out", "1.02 ± 0.077", "0.00699", "0.987", "0.82");
        browser.awaitText("#distances svg", "floor", "0.31", "yardstick", "20");
        assertThat(browser.elements("#distances .plot:first-child .mark")).hasSize(6);
        assertThat(browser.elements("#distances .plot:first-child .rolled-out")).hasSize(1);
        browser.awaitText(card(), STABLE, TrainingStory.VERSIONS.get(3), "AUTO", "revision 5", "1 instance on CPU");
        browser.awaitText(
                "#rollout .decisions", "refused", REFUSED, "not clearly better", "accepted", "unconditionally");
        browser.awaitText("#figures tbody", STABLE, "1.31 ± 0.098");
        browser.screenshot(PICTURES.resolve("light.png"));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void showsNewsWithoutAReload() {
        browser.awaitText("#previews .caption", "108,000");
        story.progress(118_000);
        story.preview(118_000);
        story.evaluate(model, "20261122T100320Z-070007", 118_000, 0.77, 0.99, 0.83);
        story.rollOutByHand("20261122T100320Z-070007", STABLE, 6, "Looks better to me");

        browser.awaitText("#run", "118,000 of 120,000");
        browser.awaitText("#previews .caption", "Now: 118,000");
        browser.awaitText("#distances .summary", "0.77 ± 0.058");
        browser.awaitText(card(), "20261122T100320Z-070007", "MANUAL", "revision 6", "Looks better to me");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void travelsBackToEarlierPictures() {
        browser.awaitText("#previews .caption", "Now:");
        browser.element("#previews .thumb:first-child").click();
        browser.awaitText("#previews .caption", "Then: 3,600 images seen");

        story.preview(109_000);
        browser.awaitText("#previews .caption", "Then: 3,600 images seen");

        browser.element("#previews .time button:last-child").click();
        browser.awaitText("#previews .caption", "Now: 109,000 images seen");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void readsOutAllFiguresOfAVersionByKeyboard() {
        Awaitility.await().untilAsserted(() -> assertThat(browser.elements("#distances .mark"))
                .isNotEmpty());
        browser.element("#distances .plot").sendKeys(Keys.END, Keys.ARROW_LEFT);

        browser.awaitText(
                "#distances .readout",
                STABLE,
                "rolled out",
                "88,000",
                "1.02 ± 0.077",
                "0.987",
                "0.82",
                "2,000 against 2,000");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void showsHostileTextAsText() throws IOException {
        String hostile = "<img src=x onerror=\"document.title='pwned'\"><script>document.title='pwned'</script>";
        String name = "m" + UUID.randomUUID().toString().substring(0, 8) + hostile;
        TrainingStory evil = new TrainingStory(feeder, name, "run-" + name, Digits.forPreviews());
        evil.tell();
        evil.progress(119_000, Map.of(hostile, 1.0));
        evil.refuse("evil-" + name, hostile, hostile, hostile);
        evil.rollOutByHand(hostile, hostile, 9, hostile);
        evil.stopped(hostile);
        evil.evaluate(name, hostile, 118_500, 0.5, 1, 1);

        browser.awaitText("#rollout .decisions", "refused", hostile);
        browser.choose("#run-choice", "run-" + name);

        browser.awaitText("#run", hostile);
        browser.awaitText("#losses .legend", hostile);
        browser.awaitText("#distances .summary", "0.5 ±");
        browser.awaitText("#figures tbody", hostile);
        browser.awaitText("#rollout .cards", name);
        feeder.sendBytes("model-rollouts", name, null);
        assertThat(browser.number("return document.querySelectorAll('img[src=\"x\"], body script').length"))
                .isZero();
        assertThat(browser.script("return document.title")).isEqualTo("Genstream");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void bringsAnOperatorsWordToTheGate() {
        try (FakeGate gate = new FakeGate(TestBroker.bootstrap(), model)) {
            press("Roll back", "Roll back");
            browser.awaitText(card(), "Done: as asked");
            gate.refuseWith("The roll-out is at revision 9: look again");
            press("Set to MANUAL", "Set to MANUAL");
            browser.awaitText(card(), "The roll-out is at revision 9: look again", "ROLLOUT_REFUSED", "409");

            assertThat(gate.commands())
                    .containsExactly(
                            "ROLL_BACK null 0 null 5 dashboard because",
                            "SET_POLICY null 0 MANUAL 5 dashboard because");
        }
        assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("409")); // Chromium's own line on it
    }

    @Test
    void changesNothingWithoutConfirmation() {
        try (FakeGate gate = new FakeGate(TestBroker.bootstrap(), model)) {
            button("Promote");
            browser.awaitText("dialog", "Promote " + model, REFUSED, "MANUAL");
            browser.element("dialog").sendKeys(Keys.ESCAPE);
            Awaitility.await()
                    .untilAsserted(() -> assertThat(browser.elements("dialog")).isEmpty());

            press("Set to MANUAL", "Set to MANUAL");
            browser.awaitText(card(), "Done");
            assertThat(gate.commands()).containsExactly("SET_POLICY null 0 MANUAL 5 dashboard because");
        }
    }

    @Test
    void makesPicturesWithTheirLabels() throws InterruptedException {
        browser.choose("#try-model", model);
        browser.awaitText("#try .chips", "0", "9");
        try (FakeInference inference = new FakeInference(TestBroker.bootstrap(), model)) {
            browser.element("#try button[type=submit]").click();
            browser.awaitText("#try .result", "20 pictures by " + STABLE, " ms", "JSON");
            assertThat(
                            browser.number(
                                    "return [...document.querySelectorAll('#try .contact img')].filter(i => i.naturalWidth === 32).length"))
                    .isEqualTo(20);
            assertThat(browser.text("#try .contact").replace("\n", "")).isEqualTo("01234567890123456789");
            assertThat(browser.element("#try .result a").getAttribute("href")).contains("/v1/generations/");
            assertThat(browser.complaints()).isEmpty();

            inference.mode(FakeInference.Mode.FAIL);
            browser.element("#try button[type=submit]").click();
            browser.awaitText("#try .problem", "the test wants it so");
        }
    }

    @Test
    void saysWhatIsWrongWithACount() {
        browser.choose("#try-model", model);
        browser.element("#try-count").clear();
        browser.element("#try-count").sendKeys("0");
        browser.element("#try button[type=submit]").click();

        browser.awaitText("#try .problem", "Count must be a whole number from 1 to 200");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void fitsDesktopAndPhone() {
        browser.awaitText("#distances .summary", "rolled out");
        assertThat(browser.number("return Math.max(...['run','previews','losses','rollout','distances','try']"
                        + ".map(id => document.getElementById(id).getBoundingClientRect().bottom))"))
                .as("the essentials end above the fold")
                .isLessThanOrEqualTo(800);
        assertThat(overflow()).isLessThanOrEqualTo(0);
        browser.colourScheme("dark");
        browser.screenshot(PICTURES.resolve("dark.png"));

        browser.viewport(390, 844);
        Awaitility.await().untilAsserted(() -> assertThat(overflow()).isLessThanOrEqualTo(0));
        browser.screenshot(PICTURES.resolve("phone.png"));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void connectsAgainAfterTheGatewayRestarted() {
        int port = gateway.port();
        gateway.close();
        browser.awaitText("#status", "Connection lost");
        browser.awaitText("#distances .summary", "rolled out"); // what it knew stays
        gateway = startGateway(port);

        browser.awaitText("#status", "Live");
        story.progress(119_500);
        browser.awaitText("#run", "119,500 of 120,000");
        browser.forgetComplaints(); // Chromium may have complained about the closed port, or not
    }

    private static Gateway startGateway(int port) {
        GatewayConfig config = GatewayConfig.of(Map.of(
                "bootstrap.servers", TestBroker.bootstrap(), "port", Integer.toString(port), "management.port", "0"));
        return Gateway.start(
                config, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), OpenTelemetry.noop(), List.of());
    }

    private String card() {
        return ".model-card[data-model=\"" + model + "\"]";
    }

    private void button(String words) {
        browser.awaitText(card(), words);
        browser.elements(card() + " button").stream()
                .filter(button -> button.getText().equals(words))
                .findFirst()
                .orElseThrow()
                .click();
    }

    private void press(String words, String confirmation) {
        button(words);
        browser.element("dialog input").sendKeys("because");
        browser.awaitText("dialog .primary", confirmation);
        browser.element("dialog .primary").click();
    }

    private static double overflow() {
        return browser.number("return document.documentElement.scrollWidth - document.documentElement.clientWidth");
    }
}
