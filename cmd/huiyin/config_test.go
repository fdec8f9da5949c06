package main

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"huiyin/engine/calendar"
	"huiyin/engine/definition"
)

func consoleWith(env map[string]string) (*console, *bytes.Buffer, *bytes.Buffer) {
	out, err := &bytes.Buffer{}, &bytes.Buffer{}
	get := func(name string) string { return env[name] }
	return &console{in: strings.NewReader(""), out: out, err: err, env: get, lang: language(get)}, out, err
}

func TestFlagBeatsVariableBeatsFileBeatsDefault(t *testing.T) {
	file := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(file, []byte("from the file\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		env  map[string]string
		args []string
		want string
	}{
		{map[string]string{"HUIYIN_SECRET_FILE": file}, nil, "from the file"},
		{map[string]string{"HUIYIN_SECRET_FILE": file, "HUIYIN_SECRET": "from the variable"}, nil, "from the variable"},
		{map[string]string{"HUIYIN_SECRET": "from the variable"}, []string{"--secret", "from the flag"}, "from the flag"},
		{map[string]string{}, nil, ""},
	} {
		c, _, _ := consoleWith(tc.env)
		cfg, _, err := configure(c, "serve", tc.args, nil)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if len(cfg.Secrets) > 0 {
			got = string(cfg.Secrets[0])
		}
		if got != tc.want {
			t.Errorf("%v %v: secret %q, want %q", tc.env, tc.args, got, tc.want)
		}
		if cfg.Addr != "127.0.0.1:8080" || cfg.URL != "http://127.0.0.1:8080" || cfg.Zone.String() != "Asia/Shanghai" {
			t.Errorf("defaults are %+v", cfg)
		}
	}
}

func TestSecretsRotateInOneSetting(t *testing.T) {
	c, _, _ := consoleWith(map[string]string{"HUIYIN_SECRET": "the new one , the old one"})
	cfg, _, err := configure(c, "serve", nil, nil)
	if err != nil || len(cfg.Secrets) != 2 || string(cfg.Secrets[1]) != "the old one" {
		t.Errorf("secrets %q, err %v", cfg.Secrets, err)
	}
}

func TestWrongSettingsAreNamed(t *testing.T) {
	for name, value := range map[string]string{
		"HUIYIN_ADDR": "8080", "HUIYIN_URL": "example.com", "HUIYIN_SMTP": "mail.example.com", "HUIYIN_TRUSTED_PROXIES": "10.0.0",
		"HUIYIN_TZ": "Mars/Olympus", "HUIYIN_LOG": "loud", "HUIYIN_SECRET_FILE": "/there/is/no/such/file",
	} {
		c, _, _ := consoleWith(map[string]string{name: value})
		_, _, err := configure(c, "serve", nil, nil)
		if !errors.Is(err, errUsage) || !strings.Contains(err.Error(), strings.TrimSuffix(name, "_FILE")) {
			t.Errorf("%s=%s: %v", name, value, err)
		}
	}
}

func TestHelpPrintsTheWholeTable(t *testing.T) {
	for lang, word := range map[string]string{"zh_CN.UTF-8": "监听地址", "en_GB.UTF-8": "listen address"} {
		c, out, _ := consoleWith(map[string]string{"LANG": lang})
		if _, _, err := configure(c, "serve", []string{"--help"}, nil); !errors.Is(err, flag.ErrHelp) {
			t.Fatal(err)
		}
		for _, s := range settings() {
			if !strings.Contains(out.String(), s.name) || !strings.Contains(out.String(), s.preset) {
				t.Errorf("%s is missing or lacks its default", s.name)
			}
		}
		if !strings.Contains(out.String(), word) {
			t.Errorf("%s: %q is missing in\n%s", lang, word, out)
		}
	}
}

func TestExitCodes(t *testing.T) {
	for _, tc := range []struct {
		args []string
		code int
		says string
	}{
		{nil, exitUsage, "huiyin serve"},
		{[]string{"dance"}, exitUsage, "dance"},
		{[]string{"serve", "--colour", "red"}, exitUsage, "colour"},
		{[]string{"serve", "here"}, exitUsage, "serve"},
		{[]string{"check"}, exitUsage, "check"},
		{[]string{"backup"}, exitUsage, "backup"},
		{[]string{"user", "dance"}, exitUsage, "user"},
		{[]string{"check", filepath.Join(t.TempDir(), "nothing")}, exitFailed, "nothing"},
		{[]string{"help"}, exitOK, "huiyin serve"},
		{[]string{"--help"}, exitOK, "huiyin serve"},
		{[]string{"version"}, exitOK, version},
	} {
		c, out, err := consoleWith(nil)
		if code := run(t.Context(), c, tc.args); code != tc.code {
			t.Errorf("huiyin %v: exit code %d, want %d: %s%s", tc.args, code, tc.code, out, err)
		}
		if !strings.Contains(out.String()+err.String(), tc.says) {
			t.Errorf("huiyin %v says nothing of %q: %s%s", tc.args, tc.says, out, err)
		}
	}
}

func TestLanguageOfTheConsole(t *testing.T) {
	for _, tc := range []struct {
		env  map[string]string
		want string
	}{
		{nil, "zh"}, {map[string]string{"LANG": "C.UTF-8"}, "zh"}, {map[string]string{"LANG": "zh_CN.UTF-8"}, "zh"},
		{map[string]string{"LANG": "en_US.UTF-8"}, "en"}, {map[string]string{"LANG": "zh_CN.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"},
		{map[string]string{"LANG": "fr_FR.UTF-8"}, "en"},
	} {
		if got := language(func(n string) string { return tc.env[n] }); got != tc.want {
			t.Errorf("%v: %s, want %s", tc.env, got, tc.want)
		}
	}
}

// Holidays are announced a year at a time: a file brings them, and a time that was due on one moves (4.3).
func TestHolidaysAreData(t *testing.T) {
	file := filepath.Join(t.TempDir(), "holidays.json")
	write := func(text string) {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	due := func(env map[string]string) string {
		c, _, _ := consoleWith(env)
		cfg, _, err := configure(c, "serve", nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		week := definition.CalendarSpec{TimeZone: "Asia/Shanghai", Holidays: "CN", Week: map[string][][2]string{"mon": {{"09:00", "18:00"}}, "tue": {{"09:00", "18:00"}}}}
		cal, problems := calendar.Compile(week, cfg.Holidays)
		if problems.Err() != nil {
			t.Fatal(problems)
		}
		end, err := cal.Add(time.Date(2029, 1, 1, 9, 0, 0, 0, cfg.Zone), 2*time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		return end.In(cfg.Zone).Format("2006-01-02 15:04")
	}
	if got := due(nil); got != "2029-01-01 11:00" {
		t.Errorf("without a file: %s", got)
	}
	write(`{"source":"a notice","timeZone":"Asia/Shanghai","years":{"2029":{"off":{"2029-01-01":"元旦"},"work":{}}}}`)
	if got := due(map[string]string{"HUIYIN_HOLIDAYS": file}); got != "2029-01-02 11:00" {
		t.Errorf("with a file: %s", got)
	}
	write(`{"timeZone":"Asia/Shanghai","years":{"2029":{"off":{"2031-01-01":"元旦"},"work":{}}}}`)
	for _, name := range []string{file, file + ".gone"} {
		c, _, _ := consoleWith(map[string]string{"HUIYIN_HOLIDAYS": name})
		if _, _, err := configure(c, "serve", nil, nil); err == nil || !strings.Contains(err.Error(), "HUIYIN_HOLIDAYS") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
