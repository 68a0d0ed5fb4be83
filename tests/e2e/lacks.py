"""What a browser lacks: scripts that take it away before any of a page's runs. `window.mended` gives devices back."""

from playwright.async_api import Page


async def take_away(page: Page, *scripts: str) -> None:
    """Each in a scope of its own."""
    for script in scripts:
        await page.add_init_script(f"{{{script}}}")


def refuses(what: str, failure: str, message: str = "") -> str:
    """`what`: of getUserMedia's wishes, as JavaScript. Until the window is mended."""
    return f"""
    const ask = MediaDevices.prototype.getUserMedia;
    MediaDevices.prototype.getUserMedia = function (wish) {{
      if (window.mended || !({what})) return ask.call(this, wish);
      return Promise.reject(new DOMException("{message}", "{failure}"));
    }};
    """


def has_no(*kinds: str) -> str:
    return f"""
    const list = MediaDevices.prototype.enumerateDevices;
    MediaDevices.prototype.enumerateDevices = async function () {{
      return (await list.call(this)).filter(({{ kind }}) => window.mended || !{list(kinds)}.includes(kind));
    }};
    """


def throws(*names: str) -> str:
    return "".join(
        f"Object.defineProperty(window, '{name}', {{ get() {{ throw new DOMException('', 'SecurityError'); }} }});"
        for name in names
    )
