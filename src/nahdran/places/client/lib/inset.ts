// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// The small overview of the whole town, with a frame around what the map shows. For the eyes only: the address line says the same.

import { fit, toPixels } from "./mercator";
import type { Bounds, Position, View } from "./mercator";
import { pictureAddress } from "./picture";
import { onThemeChange } from "./theme";

const SVG = "http://www.w3.org/2000/svg";
const SMALLEST_PX = 9;
// A map that shows nearly the whole town needs no overview.
const LARGEST_SHARE = 0.7;

export class Inset {
  private readonly frame = document.createElementNS(SVG, "rect");
  private readonly overview: View;
  // Once and for all: an overview that is not shown has no size to be asked for.
  private readonly size: { width: number; height: number };
  private readonly picture = new Image();
  private readonly stopTheme: () => void;

  constructor(
    private readonly host: HTMLElement,
    town: Bounds,
    private readonly still: string,
  ) {
    host.hidden = false;
    const { clientWidth, clientHeight } = host;
    this.size = { width: clientWidth, height: clientHeight };
    const whole = fit(town, clientWidth, clientHeight, 4);
    // The server draws in tenths; the frame has to lie on what it drew.
    this.overview = { ...whole, zoom: Math.floor(whole.zoom * 10) / 10 };
    this.picture.alt = "";
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", `0 0 ${clientWidth} ${clientHeight}`);
    this.frame.setAttribute("class", "nd-inset__frame");
    svg.append(this.frame);
    host.replaceChildren(this.picture, svg);
    this.stopTheme = onThemeChange(() => this.draw());
    this.draw();
  }

  show([west, south, east, north]: Bounds): void {
    const a = this.point({ lon: west, lat: north });
    const b = this.point({ lon: east, lat: south });
    const width = Math.max(SMALLEST_PX, b.x - a.x);
    const height = Math.max(SMALLEST_PX, b.y - a.y);
    this.host.toggleAttribute("data-idle", width > this.size.width * LARGEST_SHARE);
    this.frame.setAttribute("x", String((a.x + b.x - width) / 2));
    this.frame.setAttribute("y", String((a.y + b.y - height) / 2));
    this.frame.setAttribute("width", String(width));
    this.frame.setAttribute("height", String(height));
    this.frame.setAttribute("rx", "2");
  }

  destroy(): void {
    this.stopTheme();
  }

  private draw(): void {
    this.picture.src = pictureAddress(this.still, this.overview, this.size.width, this.size.height);
  }

  private point(position: Position): { x: number; y: number } {
    const middle = toPixels(this.overview, this.overview.zoom);
    const point = toPixels(position, this.overview.zoom);
    return { x: point.x - middle.x + this.size.width / 2, y: point.y - middle.y + this.size.height / 2 };
  }
}
