package io.crvsbridge.e2e;

class ForgedDeliveryOnH2IT extends ForgedDeliveryScenarios {

    ForgedDeliveryOnH2IT() {
        super(Benches.H2);
    }
}
