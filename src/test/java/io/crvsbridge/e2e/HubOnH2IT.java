package io.crvsbridge.e2e;

class HubOnH2IT extends HubScenarios {

    HubOnH2IT() {
        super(Benches.H2);
    }
}
