package main

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// compose.yaml, which CI does not run, describes MongoDB and two servers built from this tree, and sets nothing that
// the program does not know.
func TestComposeDescribesTwoServers(t *testing.T) {
	raw, err := os.ReadFile("../../compose.yaml")
	if err != nil {
		t.Fatal(err)
	}
	text := string(raw)
	for _, part := range []string{`(?m)^    dockerfile_inline: \|$`, `(?m)^  mongo:\n    image: mongo:\d`, `(?m)^  one: \*node$`, `(?m)^  two: \*node$`,
		`(?m)^x-node: &node$`, `(?m)^    HUIYIN_STORE: mongodb://mongo:27017/`, `(?m)^      RUN .*go build .* \./cmd/huiyin$`, `reverse_proxy one:8080 two:8080 `, `health_uri /readyz`} {
		if !regexp.MustCompile(part).MatchString(text) {
			t.Errorf("%s is missing", part)
		}
	}
	if strings.Contains(text, "\t") {
		t.Error("YAML is not indented by tabs")
	}
	var known []string
	for _, s := range settings() {
		known = append(known, s.name)
	}
	env := map[string]string{}
	for _, name := range regexp.MustCompile(`HUIYIN_[A-Z_]+`).FindAllString(text, -1) {
		if !slices.Contains(known, name) {
			t.Errorf("%s is no setting", name)
		}
	}
	for _, line := range regexp.MustCompile(`(?m)^    (HUIYIN_[A-Z_]+): (.*)$`).FindAllStringSubmatch(text, -1) {
		env[line[1]] = regexp.MustCompile(`\$\{[A-Z_]+(:-([^}]*)|:\?[^}]*)\}`).ReplaceAllString(line[2], "$2")
	}
	env["HUIYIN_SECRET"] = "what whoever starts it gives"
	c, _, _ := consoleWith(env)
	cfg, _, err := configure(c, "serve", nil, nil)
	if err != nil || len(env) < 5 || !isMongo(cfg.Store) || len(cfg.TrustedProxies) != 1 || cfg.Drain == 0 {
		t.Errorf("%+v of %v: %v", cfg, env, err)
	}
	if !strings.Contains(text, "subnet: "+cfg.TrustedProxies[0]) {
		t.Errorf("the proxy stands in another network than %v", cfg.TrustedProxies)
	}
}
