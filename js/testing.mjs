export { createFakeService } from "./testing/fake-service.mjs";
