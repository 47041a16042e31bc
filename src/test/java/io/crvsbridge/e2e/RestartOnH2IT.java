package io.crvsbridge.e2e;

class RestartOnH2IT extends RestartScenarios {

    RestartOnH2IT() {
        super(Benches.H2);
    }
}
