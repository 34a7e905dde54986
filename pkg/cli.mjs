#!/usr/bin/env node
import "./index.mjs";
