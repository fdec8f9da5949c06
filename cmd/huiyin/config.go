package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"huiyin/engine/calendar"
	"huiyin/runtime/executor"
	"huiyin/runtime/httpapi"
)

// Config is everything an operator decides. Twelve-factor: flags and environment only.
type Config struct {
	Addr           string
	Store          string
	Files          string
	URL            string
	Secrets        [][]byte // root keys, the current one first; empty = kept in the data folder
	SMTP           string
	TrustedProxies []string
	WebhookPrivate bool
	TokenRate      int // requests a minute and token
	Zone           *time.Location
	Holidays       calendar.Holidays
	Drain          time.Duration // between the word that the server leaves and its leaving
	Log            slog.Level
	MetricsToken   string // whoever reads /metrics shows it; "" = only this machine reads them
}

// setting is one line of the table of settings. The flag's name follows from the variable's: HUIYIN_ADDR is --addr.
type setting struct {
	name   string
	preset string
	secret bool // may also stand in the file that NAME_FILE names
	zh, en string
	set    func(c *Config, value string) error
}

func settings() []setting {
	return []setting{
		{"HUIYIN_ADDR", "127.0.0.1:8080", false, "监听地址", "listen address", setAddr},
		{"HUIYIN_STORE", "sqlite:./data/huiyin.db", true, "数据存放处，或 mongodb://主机/数据库", "where the data live, or mongodb://host/database",
			func(c *Config, v string) error { c.Store = v; return nil }},
		{"HUIYIN_FILES", "", false, "附件存放目录；默认 ./data/files，用 MongoDB 时为 gridfs（存入数据库）",
			"folder of uploads; default ./data/files, with MongoDB gridfs, in the database",
			func(c *Config, v string) error { c.Files = v; return nil }},
		{"HUIYIN_URL", "", false, "对外地址，用于链接；默认由监听地址得出", "public address used in links; default from the listen address", setURL},
		{"HUIYIN_SECRET", "", true, "根密钥（会话、链接、字段加密）；逗号分隔可轮换，新的在前；默认生成并保存在数据目录，用 MongoDB 时必须设置",
			"root key of sessions, links and field encryption; to rotate, several separated by commas, the new one first; default generated and kept in the data folder, with MongoDB it must be set", setSecrets},
		{"HUIYIN_SMTP", "", true, "发信服务器 smtp(s)://用户:密码@主机:端口?from=地址；为空则不发信",
			"mail server smtp(s)://user:pass@host:port?from=address; empty = no mail is sent", setSMTP},
		{"HUIYIN_TRUSTED_PROXIES", "", false, "可信的反向代理地址，逗号分隔", "addresses of trusted reverse proxies, separated by commas", setProxies},
		{"HUIYIN_WEBHOOK_PRIVATE", "0", false, "允许连接调用本机和内网地址：1 或 0", "let connectors call this machine and private networks: 1 or 0", setWebhookPrivate},
		{"HUIYIN_TOKEN_RATE", "600", false, "每个 API 令牌每分钟最多请求数", "requests that one API token may make in a minute", setTokenRate},
		{"HUIYIN_TZ", "Asia/Shanghai", false, "应用的默认时区", "default time zone of apps", setZone},
		{"HUIYIN_HOLIDAYS", "", false, "节假日与调休数据文件（JSON）；其中有的年份代替随程序带的",
			"file of holidays and make-up days (JSON); the years in it take the place of those shipped", setHolidays},
		{"HUIYIN_DRAIN", "", false, "停机前 /readyz 先报 503 的时长，供负载均衡摘除本节点；默认 0s，用 MongoDB 时为 5s",
			"how long /readyz says 503 before the server stops, for load balancers to notice; default 0s, with MongoDB 5s", setDrain},
		{"HUIYIN_METRICS_TOKEN", "", true, "读取 /metrics 要出示的令牌（Authorization: Bearer）；为空则只有本机可读",
			"token that reading /metrics takes (Authorization: Bearer); empty = only this machine may",
			func(c *Config, v string) error { c.MetricsToken = v; return nil }},
		{"HUIYIN_LOG", "info", false, "日志级别 debug、info、warn、error", "log level: debug, info, warn, error",
			func(c *Config, v string) error { return c.Log.UnmarshalText([]byte(v)) }},
	}
}

func flagName(name string) string {
	return strings.ReplaceAll(strings.ToLower(strings.TrimPrefix(name, "HUIYIN_")), "_", "-")
}

// configure reads the settings: a flag beats the variable, the variable beats its _FILE, that beats the default.
// more, when not nil, adds the flags of the subcommand. It returns the arguments that are no flags; flags and
// arguments may stand in any order.
func configure(c *console, name string, args []string, more func(*flag.FlagSet)) (Config, []string, error) {
	set := flag.NewFlagSet("huiyin "+name, flag.ContinueOnError)
	set.SetOutput(io.Discard)
	values := map[string]*string{}
	for _, s := range settings() {
		values[s.name] = set.String(flagName(s.name), "", c.say(s.zh, s.en))
	}
	if more != nil {
		more(set)
	}
	rest, err := parse(set, args)
	if errors.Is(err, flag.ErrHelp) {
		printSettings(c, name, set)
		return Config{}, nil, err
	}
	if err != nil {
		return Config{}, nil, c.wrong("参数不对："+err.Error(), err.Error())
	}
	given := map[string]bool{}
	set.Visit(func(f *flag.Flag) { given[f.Name] = true })
	var cfg Config
	for _, s := range settings() {
		value, err := valueOf(c, s, values[s.name], given[flagName(s.name)])
		if err == nil {
			err = s.set(&cfg, value)
		}
		if err != nil {
			return Config{}, nil, c.wrong(fmt.Sprintf("%s 的值不能用：%v。它是：%s", s.name, err, s.zh), fmt.Sprintf("%s: %v. It is: %s", s.name, err, s.en))
		}
	}
	if cfg.Files == "" {
		cfg.Files = filesOf(cfg.Store)
	}
	if cfg.Drain < 0 {
		cfg.Drain = drainOf(cfg.Store)
	}
	if cfg.URL == "" {
		cfg.URL = derivedURL(cfg.Addr)
	}
	return cfg, rest, nil
}

// parse collects flags wherever they stand.
func parse(set *flag.FlagSet, args []string) ([]string, error) {
	var rest []string
	for {
		if err := set.Parse(args); err != nil {
			return nil, err
		}
		if set.NArg() == 0 {
			return rest, nil
		}
		rest, args = append(rest, set.Arg(0)), set.Args()[1:]
	}
}

func valueOf(c *console, s setting, flagged *string, given bool) (string, error) {
	if given {
		return *flagged, nil
	}
	if v := c.env(s.name); v != "" {
		return v, nil
	}
	if file := c.env(s.name + "_FILE"); s.secret && file != "" {
		raw, err := os.ReadFile(file)
		return strings.TrimSpace(string(raw)), err
	}
	return s.preset, nil
}

func printSettings(c *console, name string, set *flag.FlagSet) {
	fmt.Fprintf(c.out, "huiyin %s\n\n", name)
	known := map[string]bool{}
	for _, s := range settings() {
		known[flagName(s.name)] = true
		fmt.Fprintf(c.out, "  --%-16s %s\n", flagName(s.name), s.name)
		if s.secret {
			fmt.Fprintf(c.out, "    %-16s %s_FILE\n", "", s.name)
		}
		fmt.Fprintf(c.out, "    %-16s %s\n", "", c.say(s.zh, s.en))
		if s.preset != "" {
			fmt.Fprintf(c.out, "    %-16s %s%s\n", "", c.say("默认 ", "default "), s.preset)
		}
	}
	set.VisitAll(func(f *flag.Flag) {
		if !known[f.Name] {
			fmt.Fprintf(c.out, "  --%-16s %s\n", f.Name, f.Usage)
		}
	})
}

func setAddr(c *Config, v string) error {
	_, _, err := net.SplitHostPort(v)
	c.Addr = v
	return err
}

func setURL(c *Config, v string) error {
	if v == "" {
		return nil
	}
	u, err := url.Parse(v)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return errors.New("must look like https://host")
	}
	c.URL = strings.TrimRight(v, "/")
	return nil
}

func setSecrets(c *Config, v string) error {
	for _, s := range strings.Split(v, ",") {
		if s = strings.TrimSpace(s); s != "" {
			c.Secrets = append(c.Secrets, []byte(s))
		}
	}
	return nil
}

func setSMTP(c *Config, v string) error {
	c.SMTP = v
	if v == "" {
		return nil
	}
	_, err := executor.NewSMTP(v)
	return err
}

func setProxies(c *Config, v string) error {
	for _, p := range strings.Split(v, ",") {
		if p = strings.TrimSpace(p); p == "" {
			continue
		}
		if _, _, err := net.ParseCIDR(p); err != nil && net.ParseIP(p) == nil {
			return fmt.Errorf("%q is neither an address nor a network", p)
		}
		c.TrustedProxies = append(c.TrustedProxies, p)
	}
	return nil
}

func setTokenRate(c *Config, v string) (err error) {
	if c.TokenRate, err = strconv.Atoi(v); err == nil && c.TokenRate < 1 {
		err = errors.New("must be at least 1")
	}
	return err
}

func setZone(c *Config, v string) (err error) {
	c.Zone, err = time.LoadLocation(v)
	return err
}

// setHolidays reads what was announced since this version was built; nobody waits for another one.
func setHolidays(c *Config, v string) error {
	c.Holidays = calendar.DefaultHolidays()
	if v == "" {
		return nil
	}
	raw, err := os.ReadFile(v)
	if err != nil {
		return err
	}
	newer, problems := calendar.ParseHolidays(raw)
	if err := problems.Err(); err != nil {
		return err
	}
	c.Holidays = calendar.Merge(c.Holidays, newer)
	return nil
}

func setDrain(c *Config, v string) (err error) {
	if v == "" {
		c.Drain = -1 // decided by the store
		return nil
	}
	if c.Drain, err = time.ParseDuration(v); err == nil && (c.Drain < 0 || c.Drain > longestDrain) {
		err = fmt.Errorf("must be between 0s and %s", longestDrain)
	}
	return err
}

// longestDrain bounds the wait: whoever starts and stops servers seldom has more patience.
const longestDrain = 5 * time.Minute

// drainOf is the wait where none is set: several servers, with somebody before them who sends requests on, there are
// only on MongoDB.
func drainOf(store string) time.Duration {
	if isMongo(store) {
		return 5 * time.Second
	}
	return 0
}

// derivedURL is the address a browser on this machine uses.
func derivedURL(addr string) string {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return ""
	}
	if ip := net.ParseIP(host); host == "" || (ip != nil && ip.IsUnspecified()) {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port)
}

// SQLitePath is the file of an embedded store; ok is false for other stores.
func (c Config) SQLitePath() (path string, ok bool) { return strings.CutPrefix(c.Store, "sqlite:") }

// DataDir is the folder that holds an embedded store's file, and beside it the secrets of this installation.
func (c Config) DataDir() string {
	path, _ := c.SQLitePath()
	return filepath.Dir(path)
}

// logger writes structured lines to w.
func (c Config) logger(w io.Writer) *slog.Logger {
	return slog.New(httpapi.Logged{Handler: slog.NewTextHandler(w, &slog.HandlerOptions{Level: c.Log})})
}
